package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.ListingChoice.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingChoiceTest {

    @ParameterizedTest
    @CsvSource({
        // unknown, pages, sampled, there, equal, lists
        "1000,    7, 50, 50, 50, true",
        "1000,    7, 50,  0,  0, false",
        "1000,    7, 50,  1,  1, true",
        "1000, 1019, 50, 50, 50, true",
        "1000, 1020, 50, 50, 50, false",
        "1000,  519, 50, 50, 25, true",
        "1000,  520, 50, 50, 25, false",
        "1000,  509, 50, 25, 25, true",
        "1000,  510, 50, 25, 25, false",
        // Nobody is known to be there: nothing speaks for a listing.
        "1000,    1,  0,  0,  0, false",
    })
    void theCheaperOneIsChosen(long unknown, long pages, int sampled, int there, int equal, boolean lists) {
        assertThat(new ListingChoice(unknown, true).lists(pages, new Sample(sampled, there, equal)))
                .isEqualTo(lists);
    }

    @ParameterizedTest
    @CsvSource({"100, 99, 10, 10, true", "100, 100, 10, 10, false", "100, 49, 10, 10, true", "100, 20, 10, 2, false"})
    void whereTheWriteFindsPeopleItselfOnlyWritesAreSaved(
            long unknown, long pages, int sampled, int equal, boolean lists) {
        assertThat(new ListingChoice(unknown, false).lists(pages, new Sample(sampled, sampled, equal)))
                .isEqualTo(lists);
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
    void nothingIsTriedOutWhereEvenTheBestCaseSavesLess(String unknown, String known, boolean pays) {
        ListingChoice choice = new ListingChoice(number(unknown), true);
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
