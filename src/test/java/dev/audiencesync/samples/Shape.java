package dev.audiencesync.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The shapes exports come in: each a small file of the same few people. */
public enum Shape {
    ARRAY(
            "audience-store/shapes/array.json",
            "AudienceStore, by name: one array",
            "nightly-audience",
            () -> joined("[\n", ",\n", "\n]\n", Shopper::json)),
    BACK_TO_BACK(
            "audience-store/shapes/back-to-back.json",
            "AudienceStore, by name: objects back to back on one line",
            "nightly-audience",
            () -> joined("", "", "", Shopper::json)),
    COMMAS(
            "audience-store/shapes/commas.json",
            "AudienceStore, by name: objects joined by `},` and a line break",
            "nightly-audience",
            () -> joined("", ",\n", "\n", Shopper::json)),
    ZSTD(
            "audience-store/shapes/lines.json.zst",
            "AudienceStore, by name: one object a line, packed with zstd",
            "nightly-audience",
            () -> joined("", "\n", "\n", Shopper::json)) {
        @Override
        public byte[] bytes() {
            try (ZstdCompressCtx packing = new ZstdCompressCtx().setChecksum(true)) {
                return packing.compress(text().getBytes(UTF_8));
            }
        }
    },
    OBJECTS(
            "audience-store/shapes/objects.json",
            "AudienceStore, by name: `badges` and `audiences` as objects",
            "nightly-audience",
            () -> joined("", "\n", "\n", shopper -> AttributeIds.membershipsAsObjects(shopper.json()))),
    SFTP(
            "sftp/appended.json",
            "SFTP connector, appending: one-element arrays back to back",
            "nightly-audience",
            () -> joined("[", "][", "]", Shopper::json)),
    BY_ID(
            "audience-store/shapes/by-id.json",
            "AudienceStore, sent by attribute id: one object a line",
            "visitors-by-id",
            () -> joined("", "\n", "\n", shopper -> AttributeIds.byId(shopper.json()))),
    S3(
            "s3/visitors.json",
            "S3 connector: newline-delimited JSON, keyed by attribute id, without `current_visit`",
            "visitors-by-id",
            () -> joined("", "\n", "", shopper -> AttributeIds.byId(shopper.json())
                    .without(Set.of("current_visit", "sequences", "funnels")))),
    SELECTED_JSON(
            "audience-store/shapes/selected.json",
            "AudienceStore, selected attributes under the customer's names: JSON",
            "selected-attributes",
            () -> joined("", "\n", "\n", Shopper::selected)),
    SELECTED_CSV(
            "audience-store/shapes/selected.csv",
            "the same as CSV",
            "selected-attributes",
            () -> Shopper.SELECTED_HEADER
                    + Shoppers.all().stream().map(Shopper::selectedRow).collect(Collectors.joining())),
    AUDIENCE_DB(
            "audience-db/2026-11-20/visitors_view.csv",
            "AudienceDB: `visitors_view` unloaded as CSV",
            "audience-db",
            () -> AudienceDbTable.of(Shoppers.all()));

    private final String file;
    private final String words;
    private final String job;
    private final Supplier<String> text;

    Shape(String file, String words, String job, Supplier<String> text) {
        this.file = file;
        this.words = words;
        this.job = job;
        this.text = text;
    }

    /** Below {@code input-samples/}. */
    public String file() {
        return file;
    }

    String words() {
        return words;
    }

    /** The definition below {@code jobs/} that reads it. */
    public String job() {
        return job;
    }

    String text() {
        return text.get();
    }

    public byte[] bytes() {
        return text().getBytes(UTF_8);
    }

    private interface Written {
        ObjectNode as(Shopper shopper);
    }

    private static String joined(String before, String between, String after, Written written) {
        List<String> records = Shoppers.all().stream()
                .map(shopper -> written.as(shopper).toString())
                .toList();
        return before + String.join(between, records) + after;
    }
}
