package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom refused records of a snapshot protect from being taken for absent. */
class RefusedRecordsTest {
    private static final int PEOPLE = 8;

    private final Nights nights = new Nights(
            Plans.definition(
                    "snapshot",
                    Plans.CREATE
                            + Plans.VIP
                            + "- { action: add-tag-based-on-email, parameters: { name: Mail, email: /mail, untag: on-leave } }\n"));

    private static String person(int number) {
        return "{'id':'p" + number + "','email':'p" + number + "@x.de','audiences':['VIP']}";
    }

    @Test
    void aRecordThatNamesNobodyHoldsBackEveryRemovalForAbsence() {
        nights.night(person(1), person(2));

        assertThat(nights.night(person(1), "{'audiences':['VIP']}")).isEmpty();
        assertThat(nights.notes())
                .singleElement()
                .asString()
                .contains("1 refused record names nobody", "absent from this snapshot", "mend them");

        assertThat(nights.night(person(1))).containsExactly("UNTAG p2 VIP", "UNTAG p2 Mail");
        assertThat(nights.notes()).isEmpty();
    }

    @Test
    void whoseRecordIsReadLosesTheTagAllTheSame() {
        nights.night(person(1), person(2));

        assertThat(nights.night(person(1).replace("'VIP'", ""), "!{}")).containsExactly("UNTAG p1 VIP");
    }

    @Test
    void aStreamHoldsNothingBack() {
        nights.definition = Plans.definition(Plans.CREATE + Plans.VIP);
        nights.night(person(1));

        assertThat(nights.night(person(1).replace("'VIP'", ""), "!{}")).containsExactly("UNTAG p1 VIP");
        assertThat(nights.notes()).isEmpty();
    }

    @Test
    void aRecordWithTwoEmailsMayBeAboutEither() {
        nights.night(person(1), person(2), person(3));

        assertThat(nights.night(person(3), "{'email':'p1@x.de','mail':'p2@x.de'}"))
                .isEmpty();
        assertThat(nights.notes()).isEmpty();
    }

    @Test
    void aRecordWhoseUserIdIsUnreadableAndWhoseEmailIsNobodysMayBeAboutAnybody() {
        nights.night(person(1), person(2));

        assertThat(nights.night(person(1), "{'id':[2],'email':'p2-new@x.de'}")).isEmpty();
        assertThat(nights.night(person(1), "{'id':[2],'email':'p1@x.de'}")).isNotEmpty();
    }

    @Test
    void aNewPersonWithABadEmailHoldsNothingBack() {
        nights.night(person(1), person(2));

        assertThat(nights.night(person(1), "{'id':'new','email':'bad'}")).isNotEmpty();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noPlanRemovesForAbsenceAfterARefusedRecordOfThatPerson(long seed) {
        Random random = new Random(seed);
        String[] all = new String[PEOPLE];
        for (int number = 0; number < PEOPLE; number++) {
            all[number] = person(number);
        }
        nights.night(all);
        List<String> records = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int number = 0; number < PEOPLE; number++) {
            int fate = random.nextInt(4);
            if (fate == 0) {
                records.add(damaged(random, number));
                refused.add("p" + number);
            } else if (fate > 1) {
                records.add(all[number]);
            }
        }

        List<String> changes = nights.plan(records.toArray(String[]::new));

        assertThat(nights.reading.rejected()).as("seed " + seed).isEqualTo(refused.size());
        assertThat(changes)
                .as("seed " + seed + ": " + records)
                .noneMatch(change -> change.startsWith("UNTAG") && refused.contains(change.split(" ")[1]));
    }

    private static String damaged(Random random, int number) {
        String other = "p" + random.nextInt(PEOPLE) + "@x.de";
        String id = "'id':'p" + number + "'";
        String email = "'email':'p" + number + "@x.de'";
        return switch (random.nextInt(9)) {
            case 0 -> "{" + id + "," + email + ",'audiences':7}";
            case 1 -> "{'id':[1]," + email + "}";
            case 2 -> "{" + id + ",'email':'none'}";
            case 3 -> "{'id':{},'email':'new" + number + "@x.de'}";
            case 4 -> "{'email':'" + other.replace("p", "q") + "','mail':'p" + number + "@x.de'}";
            case 5 -> "{'audiences':['VIP']}";
            case 6 -> "!{" + id + "}";
            case 7 -> "!{'email':'new" + number + "@x.de'}";
            default -> "!{'audiences':['VIP']}";
        };
    }
}
