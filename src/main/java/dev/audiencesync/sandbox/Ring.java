package dev.audiencesync.sandbox;

/**
 * Numbers below a size in an order of its own: each has one place, and no two the same.
 *
 * @param factor has no divisor in common with the size
 */
record Ring(int size, long factor, long shift) {

    static Ring of(int size, long bits) {
        long factor = Math.floorMod(bits, (long) size) | 1;
        while (commonDivisor(factor, size) != 1) {
            factor++;
        }
        return new Ring(size, factor % size, Math.floorMod(Long.rotateLeft(bits, 29), (long) size));
    }

    private static long commonDivisor(long one, long other) {
        return other == 0 ? one : commonDivisor(other, one % other);
    }

    long placeOf(int number) {
        return (number * factor + shift) % size;
    }
}
