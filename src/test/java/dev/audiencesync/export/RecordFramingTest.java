package dev.audiencesync.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.audiencesync.export.Exports.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordFramingTest {

    @TempDir
    Path folder;

    static Stream<Arguments> layouts() {
        return Stream.of(
                layout("an empty file", ""),
                layout("blank lines only", " \r\n\n"),
                layout("an empty array", "[]\n"),
                layout("lines", "{'a':1}\n{'a':2}\n", "1 {'a':1}", "2 {'a':2}"),
                layout("lines, no break at the end", "{'a':1}\n{'a':2}", "1 {'a':1}", "2 {'a':2}"),
                layout("CRLF and blank lines", "{'a':1}\r\n\r\n{'a':2}\r\n", "1 {'a':1}", "3 {'a':2}"),
                layout("a byte-order mark", "\uFEFF{'a':1}", "1 {'a':1}"),
                layout("marks in the middle", "\uFEFF{'a':1}\n\uFEFF{'a':2}", "1 {'a':1}", "2 {'a':2}"),
                layout("back to back", "{'a':1}{'a':2} {'a':3}", "1 {'a':1}", "1 {'a':2}", "1 {'a':3}"),
                layout("comma-separated lines", "{'a':1},\n{'a':2},\n", "1 {'a':1}", "2 {'a':2}"),
                layout("an array", "[{'a':1},{'a':2}]", "1 {'a':1}", "1 {'a':2}"),
                layout("an array over lines", "[\n  {'a':1},\n  {'a':2}\n]\n", "2 {'a':1}", "3 {'a':2}"),
                layout("arrays back to back", "[{'a':1}][{'a':2}]\n[{'a':3}]", "1 {'a':1}", "1 {'a':2}", "2 {'a':3}"),
                layout(
                        "pretty-printed",
                        "{\n  'a': [\n    {\n      'b': 1\n    }\n  ]\n}\n{\n  'a': {}\n}\n",
                        "1 {'a':[{'b':1}]}",
                        "8 {'a':{}}"),
                layout(
                        "unindented over lines",
                        "{\n'a':\n{\n'b':1\n}\n}\n{'c':[\n1]}",
                        "1 {'a':{'b':1}}",
                        "7 {'c':[1]}"),
                layout("a wrapped line", "{'a':[1,\n{'b':2}]}\n{'a':3}\n", "1 {'a':[1,{'b':2}]}", "3 {'a':3}"),
                layout(
                        "braces and quotes in strings",
                        "{'a':'}{\\'\\\\'}\n{'a':'['}",
                        "1 {'a':'}{\\'\\\\'}",
                        "2 {'a':'['}"),
                layout(
                        "every kind of value",
                        "{'a':[1.50,-2e3,true,null,'é\\u00e9']}",
                        "1 {'a':[1.50,-2E+3,true,null,'éé']}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    void readsEveryLayout(String name, String content, List<String> expected) throws IOException {
        assertThat(Exports.read(folder, content)).isEqualTo(new Reading(expected, ""));
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("bad escape", "{'id':1,'a':'\\x'}", "{'id':1}"),
                damage("missing inner brace", "{'id':1,'a':{'b':2}", "{'id':1,'a':{'b':2}}"),
                damage("missing bracket", "{'id':1,'a':['x'}", "{'id':1,'a':['x']}"),
                damage("missing closing quote", "{'id':1,'a':'x,'b':'y'}", "{'id':1,'a':'x,'}"),
                damage("missing opening quote", "{'id':1,'a':x','b':'y'}", "{'id':1}"),
                damage("missing last quote", "{'id':1,'a':'x}", "{'id':1}"),
                damage("missing comma", "{'id':1 'a':'x'}", "{'id':1}"),
                damage("cut off in a string", "{'id':1,'a':'x", "{'id':1}"),
                damage("cut off after a colon", "{'id':1,'a':", "{'id':1}"),
                damage("cut off after a comma", "{'id':1,'a':['x',", "{'id':1,'a':['x']}"),
                damage("cut off in a number", "{'a':{'b':3},'id':104", "{'a':{'b':3}}"),
                damage("cut off at the head", "b':{'c':[{'d':1}],'e':2}}", "{}"),
                damage("trailing words", "{'id':1} and more", "{'id':1}"),
                damage("closed too soon", "{'id':1},'a':{'b':2}}", "{'id':1}"),
                damage("closed too often", "{'id':1}}", "{'id':1}"),
                damage("opened twice", "{{'id':1}", "{}"),
                damage("a scalar", "42", "{}"),
                damage("a string", "'{'", "{}"),
                damage("a line break inside a string", "{'id':1,'a':'x\ny','b':{'c':2}}", "{'id':1}"),
                damage("a NUL inside a string", "{'id':1,'a':'x\0'}", "{'id':1}"),
                damage("NULs for a record", "\0\0\0\0\0", "{}"),
                damage("an unknown word", "{'id':1,'a':nul}", "{'id':1}"),
                damage("a bad number", "{'id':1,'a':01}", "{'id':1}"),
                damage("an array for an object", "['id',1]", "{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void aDamagedLineIsOneUnreadableRecordAndItsNeighboursArrive(String name, String line, String partial)
            throws IOException {
        Reading reading = Exports.read(folder, quoted("{'a':0}\n" + line + "\n{'a':7}\n{'a':8}\n"));

        assertThat(reading.failure()).isEmpty();
        assertThat(reading.records())
                .hasSize(4)
                .startsWith(quoted("1 {'a':0}"), quoted("2 !malformed_json " + partial))
                .endsWith(quoted(line.contains("\n") ? "5 {'a':8}" : "4 {'a':8}"))
                .element(2)
                .asString()
                .endsWith(quoted("{'a':7}"));
    }

    static Stream<Arguments> damagesElsewhere() {
        return Stream.of(
                arguments("back to back, brace missing", "{'a':{'b':1}{'a':2}{'a':3}", List.of("{'a':2}", "{'a':3}")),
                arguments(
                        "back to back, quote missing", "{'a':'x,'b':'y'}{'a':2}{'a':3}", List.of("{'a':2}", "{'a':3}")),
                arguments("array, bracket missing", "[{'a':['x'},{'a':2},{'a':3}]", List.of("{'a':2}", "{'a':3}")),
                arguments("array, brace missing", "[{'a':{'b':1},{'a':2},{'a':3}]", List.of("{'a':2}", "{'a':3}")),
                arguments("array lines, cut off", "[{'a':[1,\n{'a':2},\n{'a':3}\n]", List.of("{'a':2}", "{'a':3}")),
                arguments("arrays by line, cut off", "[{'a':\n[{'a':2}]\n[{'a':3}]", List.of("{'a':2}", "{'a':3}")),
                arguments(
                        "pretty-printed, brace missing",
                        "[\n  {\n    'a': {\n      'b': 1\n  },\n  {\n    'a': 2\n  }\n]",
                        List.of("{'a':2}")),
                arguments(
                        "pretty-printed, quote missing",
                        "{\n  'a': 'x,\n  'l': [\n    {\n      'm': 1\n    }\n  ]\n}\n{\n  'a': 2\n}\n",
                        List.of("{'a':2}")),
                arguments(
                        "pretty-printed, closed too soon",
                        "{\n  'a': 1\n  },\n  'b': 1\n}\n{\n'a':2}",
                        List.of("{'a':2}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damagesElsewhere")
    void aDamagedFirstRecordLeavesTheOthersInOtherLayoutsAlone(String name, String content, List<String> sound)
            throws IOException {
        Reading reading = Exports.read(folder, quoted(content));

        assertThat(reading.failure()).isEmpty();
        assertThat(reading.records()).hasSize(sound.size() + 1);
        assertThat(reading.records().get(0)).contains("!malformed_json");
        assertThat(reading.records().subList(1, sound.size() + 1))
                .extracting(record -> record.substring(record.indexOf(' ') + 1))
                .isEqualTo(sound.stream().map(RecordFramingTest::quoted).toList());
    }

    @Test
    void aRecordThatIsNotClosedEndsBeforeTheNextOnItsLine() throws IOException {
        assertThat(Exports.read(folder, quoted("{'a':0},{'a':{'b':1},{'a':2},{'a':3}\n")))
                .isEqualTo(new Reading(
                        List.of(
                                quoted("1 {'a':0}"),
                                quoted("1 !malformed_json {'a':{'b':1}}"),
                                quoted("1 {'a':2}"),
                                quoted("1 {'a':3}")),
                        ""));
    }

    /** They may have been somebody else's record. */
    @Test
    void linesBehindARecordThatBreaksOffAreOneThatNamesNobody() throws IOException {
        assertThat(Exports.read(folder, quoted("{'id':1,'p':{'a':'x\n%% the disk\n%% was full\n{'id':2}\n")))
                .isEqualTo(new Reading(
                        List.of(
                                quoted("1 !malformed_json {'id':1,'p':{}}"),
                                "2 !malformed_json {}",
                                quoted("4 {'id':2}")),
                        ""));
        assertThat(Exports.read(folder, quoted("{'id':1,'p':{'a':'x\n%% the disk was full\n")))
                .isEqualTo(
                        new Reading(List.of(quoted("1 !malformed_json {'id':1,'p':{}}"), "2 !malformed_json {}"), ""));
    }

    @Test
    void aKeyThatStandsTwiceInOneObjectMakesTheRecordAmbiguous() throws IOException {
        assertThat(Exports.read(folder, quoted("{'p':{'id':1,'id':2},'q':3}\n{'p':{'id':1},'id':2}"))
                        .records())
                .containsExactly(quoted("1 !duplicate_key {'p':{'id':1},'q':3}"), quoted("2 {'p':{'id':1},'id':2}"));
    }

    private static Arguments layout(String name, String content, String... records) {
        return arguments(
                name,
                quoted(content),
                Stream.of(records).map(RecordFramingTest::quoted).toList());
    }

    private static Arguments damage(String name, String line, String partial) {
        return arguments(name, line, partial);
    }

    /** JSON is easier on the eye with single quotes. */
    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
