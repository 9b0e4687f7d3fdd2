package dev.audiencesync.sandbox;

import java.time.LocalDate;

/**
 * People of an invented shop whom AudienceStore exports every night, and how many of them something happens to. One
 * audience, {@link #AUDIENCE}, is joined and left.
 *
 * @param people how many, from 1; each has a record in each night
 * @param nights how many, from 1; in the first one nobody has changed
 * @param seed another one makes other people
 * @param first the date of the first night
 * @param members people in the audience in the first night
 * @param changed people who have changed since the night before
 * @param joining people who have joined the audience since the night before
 * @param leaving people who have left it since the night before
 */
public record ExportWorld(
        int people, int nights, long seed, LocalDate first, int members, int changed, int joining, int leaving) {

    /** The audience's name. */
    public static final String AUDIENCE = "VIP";

    /** @throws IllegalArgumentException which says what does not fit together */
    public ExportWorld {
        require(people >= 1, "people: " + people + " is nobody");
        require(nights >= 1, "nights: " + nights + " is none");
        require(members >= 0 && members <= people, "members: " + members + " of " + people + " people");
        require(changed >= 0 && changed <= people, "changed: " + changed + " of " + people + " people");
        require(joining >= 0 && leaving >= 0, "join: " + joining + ", leave: " + leaving + ": less than nobody");
        requireAudience(people, nights, members, joining, leaving);
    }

    private static void requireAudience(int people, int nights, int members, int joining, int leaving) {
        for (int night = 1; night < nights; night++) {
            long before = members + (night - 1L) * (joining - leaving);
            require(
                    leaving <= before,
                    "leave: " + leaving + " cannot leave in night " + (night + 1) + ", of " + before + " members");
            require(
                    joining <= people - before,
                    "join: " + joining + " cannot join in night " + (night + 1) + ": " + before + " of " + people
                            + " people are members");
        }
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * The date of a night.
     *
     * @param night from 0
     */
    public LocalDate date(int night) {
        return first.plusDays(night);
    }

    /** How many are in the audience that night. */
    public int members(int night) {
        return members + night * (joining - leaving);
    }
}
