package dev.audiencesync.definition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Gets the secret a definition names, when it is needed and not before. No message shows what it holds. */
public final class SecretReader {

    private static final int LONGEST = 16 * 1024;

    private final Function<String, @Nullable String> environment;

    /**
     * Reads variables from an environment.
     *
     * @param environment the value of a variable, null where it is not set; {@code System::getenv}
     */
    public SecretReader(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * The token Intercom is called with. Files are relative to the definition's folder.
     *
     * @throws DefinitionException where the definition names none, or what it names is not there
     */
    public String accessToken(JobDefinition definition) {
        Problems problems = new Problems(definition.file().toString());
        Optional<Mark> line = line(definition);
        SecretReference reference = definition.intercom().accessToken();
        if (reference == null) {
            throw problems.fatal(
                    line,
                    "there is no `access-token`, and Intercom cannot be called without one",
                    "add `access-token: ${INTERCOM_ACCESS_TOKEN}` below `intercom`, or try the job with --sandbox");
        }
        String secret;
        String origin;
        if (reference instanceof SecretReference.SecretFile file) {
            origin = "the file " + file.path();
            secret = fromFile(definition.file(), file, line, problems);
        } else {
            String name = ((SecretReference.EnvironmentVariable) reference).name();
            origin = "the environment variable " + name;
            secret = fromEnvironment(name, line, problems);
        }
        return checked(secret.strip(), origin, line, problems);
    }

    private String fromEnvironment(String name, Optional<Mark> line, Problems problems) {
        String value = environment.apply(name);
        if (value == null) {
            throw problems.fatal(
                    line,
                    "the environment variable " + name + " is not set",
                    "set " + name + " to the token, or try the job with --sandbox, which needs none");
        }
        return value;
    }

    private static String fromFile(
            Path definition, SecretReference.SecretFile file, Optional<Mark> line, Problems problems) {
        try {
            Path path = definition.toAbsolutePath().resolveSibling(file.path());
            if (Files.size(path) > LONGEST) {
                throw problems.fatal(
                        line, "the file " + file.path() + " is too large for a token", "name the token's file");
            }
            return Files.readString(path);
        } catch (IOException | IllegalArgumentException e) {
            throw problems.fatal(
                    line,
                    "the token's file " + file.path() + " cannot be read ("
                            + e.getClass().getSimpleName() + ")",
                    "put the token there, readable by the user who runs the job; the path is relative to the"
                            + " definition's folder");
        }
    }

    /** A token goes into a header: a line break or blank within would be a broken, or somebody else's, header. */
    private static String checked(String secret, String origin, Optional<Mark> line, Problems problems) {
        if (secret.isEmpty()) {
            throw problems.fatal(line, origin + " is empty", "put the token there");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw problems.fatal(
                    line, origin + " does not hold a token: tokens are one word", "put the token there, and only that");
        }
        return secret;
    }

    private static Optional<Mark> line(JobDefinition definition) {
        try {
            Node root = PlainYaml.root(
                    definition.text(), new Problems(definition.file().toString()));
            Optional<Node> intercom = value(root, "intercom");
            return intercom.flatMap(node -> value(node, "access-token"))
                    .or(() -> intercom)
                    .orElse(root)
                    .getStartMark();
        } catch (DefinitionException textIsNoLongerThere) {
            return Optional.empty();
        }
    }

    private static Optional<Node> value(Node node, String key) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }
}
