package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.ListingChoice.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingChoiceTest {
    private static final ListingChoice OF_A_THOUSAND = new ListingChoice(1_000, 0, true);

    @ParameterizedTest
    @CsvSource({
        // sampled, there, equal, spared
        "50,  0,  0,   20",
        "50, 50,  0,   20",
        "50, 50, 50, 1020",
        "50, 50, 25,  520",
        "20,  2,  1,   70",
        " 0,  0,  0,   20",
    })
    void aListingSparesTheLookUpsAndTheWritesOfWhoIsEqual(int sampled, int there, int equal, double spared) {
        assertThat(OF_A_THOUSAND.spared(new Sample(1_000, sampled, there, equal), Sample.NONE))
                .isEqualTo(spared);
    }

    @Test
    void whoHasNoEmailIsMetByACreateThatIsRefused() {
        ListingChoice choice = new ListingChoice(0, 1_000, true);
        assertThat(choice.spared(Sample.NONE, new Sample(1_000, 50, 50, 0))).isEqualTo(2_000);
        assertThat(choice.spared(Sample.NONE, new Sample(1_000, 50, 25, 25))).isEqualTo(1_500);
        assertThat(choice.lookUps()).isZero();
    }

    @Test
    void eachKindStandsForItsOwn() {
        ListingChoice choice = new ListingChoice(100, 1_000, true);
        assertThat(choice.spared(new Sample(100, 50, 50, 50), new Sample(1_000, 50, 0, 0)))
                .isEqualTo(2 + 100);
    }

    @ParameterizedTest
    @CsvSource({"10, 10, 100", "10, 2, 20", "10, 0, 0"})
    void whereTheWriteFindsPeopleItselfOnlyWritesAreSpared(int there, int equal, double spared) {
        ListingChoice choice = new ListingChoice(100, 100, false);
        assertThat(choice.spared(new Sample(100, 10, there, equal), Sample.NONE))
                .isEqualTo(spared);
        assertThat(choice.spared(Sample.NONE, new Sample(100, 10, there, equal)))
                .isEqualTo(spared);
    }

    @ParameterizedTest
    @CsvSource({"20, true", "21, false"})
    void aSmallWorkspaceIsListedWhoeverIsThere(long pages, boolean pays) {
        assertThat(OF_A_THOUSAND.paysByItself(pages)).isEqualTo(pays);
    }

    @ParameterizedTest
    @CsvSource({"1019, true", "1020, false"})
    void aLargeOneOnlyWhereEnoughMayBeThere(long pages, boolean pays) {
        assertThat(OF_A_THOUSAND.mayPay(pages)).isEqualTo(pays);
    }

    @ParameterizedTest
    @CsvSource({
        // unknown, known, pays
        "  50,      0, false",
        "  51,      0, true",
        "  51, 10_000, false",
        "1000, 10_000, true",
        "1000, 151_500, true",
        "1000, 151_800, false",
    })
    void nothingIsTriedOutWhereEvenTheBestCaseSparesLess(String unknown, String known, boolean pays) {
        ListingChoice choice = new ListingChoice(number(unknown), 0, true);
        assertThat(choice.mayPay(number(known), 150, 2)).isEqualTo(pays);
    }

    private static long number(String text) {
        return Long.parseLong(text.replace("_", ""));
    }

    @Test
    void aPageThatIsNotFullIsACallToo() {
        assertThat(ListingChoice.pages(150, 150)).isEqualTo(1);
        assertThat(ListingChoice.pages(151, 150)).isEqualTo(2);
    }
}
