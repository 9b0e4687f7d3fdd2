package dev.audiencesync.sandbox;

/**
 * What happens to whom in an {@link ExportWorld}; a function of its settings alone, so that any number of people takes no
 * memory.
 *
 * <p>People stand on two rings, each in an order of its own. On one the audience is a stretch that moves on from night to
 * night: whom it reaches joins, whom it leaves behind has left. On the other a stretch of those who change moves on.
 */
final class Happenings {
    private final ExportWorld world;
    private final Ring audience;
    private final Ring changing;

    Happenings(ExportWorld world) {
        this.world = world;
        this.audience = Ring.of(world.people(), Mixed.bits(world.seed(), -1));
        this.changing = Ring.of(world.people(), Mixed.bits(world.seed(), -2));
    }

    /**
     * How somebody stands in a night; nights are counted from 0.
     *
     * @param member whether in the audience
     * @param joinedIn the night of the last joining; 0 where there was none, or before the first night
     * @param changes how often changed so far
     * @param lastIn the last night in which anything happened
     */
    record Standing(boolean member, int joinedIn, int changes, int lastIn) {}

    /** @param person from 0 */
    Standing of(int person, int night) {
        long place = audience.placeOf(person);
        long joined = reached(place, world.members() + (long) night * world.joining());
        long left = reached(place, (long) night * world.leaving());
        long changed = reached(changing.placeOf(person), (long) night * world.changed());
        int joinedIn = joined < world.members() ? 0 : nightOf(joined - world.members(), world.joining());
        int leftIn = left < 0 ? 0 : nightOf(left, world.leaving());
        int changedIn = changed < 0 ? 0 : nightOf(changed, world.changed());
        int changes = changed < 0 ? 0 : (int) (changed / world.people()) + 1;
        return new Standing(joined > left, joinedIn, changes, Math.max(changedIn, Math.max(joinedIn, leftIn)));
    }

    /** Where a stretch that began at 0 and ends before {@code end} has last met a place, in all its rounds; else -1. */
    private long reached(long place, long end) {
        return place >= end ? -1 : place + (end - 1 - place) / world.people() * world.people();
    }

    private static int nightOf(long position, int aNight) {
        return (int) (position / aNight) + 1;
    }
}
