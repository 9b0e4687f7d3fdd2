package dev.audiencesync.definition;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML text into nodes that know their lines; only one document of plain data passes. */
final class PlainYaml {

    private static final String MEND = "mend the YAML here: look at indentation, quotes, colons and brackets";

    private final String text;
    private final Problems problems;

    private PlainYaml(String text, Problems problems) {
        this.text = text;
        this.problems = problems;
    }

    /**
     * The document's root.
     *
     * @throws DefinitionException where nothing can be made of the text
     */
    static Node root(String text, Problems problems) {
        if (text.length() > DefinitionText.MAX_BYTES) {
            throw DefinitionText.tooLarge(problems);
        }
        return new PlainYaml(text.startsWith("\uFEFF") ? text.substring(1) : text, problems).root();
    }

    private Node root() {
        try {
            PlainDataCheck check = new PlainDataCheck(problems);
            for (Event event : new Parse(settings()).parseString(text)) {
                check.accept(event);
            }
            problems.throwIfAny();
            return new Compose(settings())
                    .composeString(text)
                    .orElseThrow(() ->
                            problems.fatal(0, 0, "is empty", "write a definition: name, source, intercom and actions"));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> at = e.getProblemMark().or(e::getContextMark);
            throw problems.fatal(at, "not valid YAML: " + e.getProblem(), MEND);
        } catch (ReaderException e) {
            int line = (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            String character = String.format("U+%04X", e.getCodePoint());
            throw problems.fatal(
                    line, 1, "the character " + character + " is not allowed in YAML", "remove the character");
        } catch (YamlEngineException e) {
            throw problems.fatal(0, 0, "not valid YAML: " + e.getMessage(), MEND);
        }
    }

    /** YAML 1.2's core schema, as editors that use the JSON Schema read it: {@code yes} and {@code on} are text. */
    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setMaxAliasesForCollections(PlainDataCheck.MAX_NODES)
                .build();
    }
}
