package dev.audiencesync.definition;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Loads job definitions, strictly: whatever is not understood is refused, with its line and the way to mend it.
 *
 * <p>{@code ${NAME}} in free text (locations, base URL, tag names, literals…) is replaced from the environment; the
 * access token stays a {@link SecretReference}, and need not be there: see {@link SecretReader}.
 */
public final class DefinitionLoader {

    private final Function<String, @Nullable String> environment;

    /**
     * Reads placeholders from an environment.
     *
     * @param environment the value of a variable, null where it is not set; {@code System::getenv}
     */
    public DefinitionLoader(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * Loads a definition from its file.
     *
     * @throws DefinitionException with everything that is wrong with it
     */
    public JobDefinition load(Path file) {
        return parse(DefinitionText.read(file), file);
    }

    /**
     * Loads a definition from its text, as {@link JobDefinition#text()} keeps it.
     *
     * @param file where the text was read from: names the job, its folder and its messages; need not exist any more
     * @throws DefinitionException with everything that is wrong with it
     */
    public JobDefinition parse(String text, Path file) {
        Problems problems = new Problems(file.toString());
        NodeReader reader = new NodeReader(problems, new Placeholders(environment, problems));
        JobDefinition definition = new JobReader(reader, file).read(PlainYaml.root(text, problems), text);
        problems.throwIfAny();
        return definition;
    }
}
