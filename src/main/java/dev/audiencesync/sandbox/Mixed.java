package dev.audiencesync.sandbox;

/** Bits that look random, of a seed and a number alone: the finalizer of SplitMix64. */
final class Mixed {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mixed() {}

    static long bits(long seed, long number) {
        long bits = seed * GOLDEN + number + GOLDEN;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
