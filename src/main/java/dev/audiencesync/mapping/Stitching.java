package dev.audiencesync.mapping;

import dev.audiencesync.definition.Source;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which visitor a record is of, and which ones that visitor took over: Tealium stitches the visitors of one person, and
 * the newer names the older in {@code replaces}, by visitor id or as {@code __acct_profile__attr_value__}.
 */
enum Stitching {
    OF_VISITORS {
        @Override
        long visitor(ObjectNode content) {
            JsonNode id = content.path("_id");
            return id.isString() ? hash(id.stringValue()) : DesiredPerson.NO_VISITOR;
        }

        @Override
        Set<Long> replaces(ObjectNode content) {
            JsonNode replaced = content.path("replaces");
            if (replaced.isEmpty()) {
                return Set.of();
            }
            Set<Long> visitors = new HashSet<>();
            replaced.forEach(visitor -> {
                if (visitor.isString()) {
                    visitors.add(hash(visitor.stringValue()));
                }
            });
            visitors.remove(visitor(content));
            return visitors;
        }
    },
    /** Rows and events are of no visitor that anything could take over. */
    NONE {
        @Override
        long visitor(ObjectNode content) {
            return DesiredPerson.NO_VISITOR;
        }

        @Override
        Set<Long> replaces(ObjectNode content) {
            return Set.of();
        }
    };

    static Stitching of(Source source) {
        return source.isOfVisitors() ? OF_VISITORS : NONE;
    }

    /** A hash, or {@link DesiredPerson#NO_VISITOR}. */
    abstract long visitor(ObjectNode content);

    abstract Set<Long> replaces(ObjectNode content);

    private static long hash(String id) {
        return Fingerprint.of(id.strip()).high();
    }
}
