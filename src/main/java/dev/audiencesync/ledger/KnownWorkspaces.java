package dev.audiencesync.ledger;

import java.net.URI;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The workspaces a home has met: what is known of people, tags and files is known of one of them. */
public final class KnownWorkspaces {
    private static final Logger LOG = LoggerFactory.getLogger(KnownWorkspaces.class);

    private final JdbcClient jdbc;

    public KnownWorkspaces(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** A workspace with its number here and Intercom's {@code app.id_code}, or what stands for it. */
    public record Known(long id, String code) {}

    /**
     * The number of a workspace, new or known.
     *
     * @param code Intercom's {@code app.id_code}, or what stands for it
     * @param baseUrl where it is reached now
     */
    public long numberOf(String code, @Nullable String name, URI baseUrl, Instant now) {
        int known = jdbc.sql("update workspace set name = coalesce(?, name), base_url = ? where code = ?")
                .param(1, name, Types.VARCHAR)
                .param(2, baseUrl.toString())
                .param(3, code)
                .update();
        if (known == 0) {
            insert(code, name, baseUrl, now);
        }
        return number(code).orElseThrow();
    }

    private void insert(String code, @Nullable String name, URI baseUrl, Instant now) {
        try {
            jdbc.sql("insert into workspace (code, name, base_url, first_seen) values (?, ?, ?, ?)")
                    .param(1, code)
                    .param(2, name, Types.VARCHAR)
                    .param(3, baseUrl.toString())
                    .param(4, Rows.time(now))
                    .update();
        } catch (DuplicateKeyException another) {
            LOG.debug("Another process met the workspace {} in the same moment", code);
        }
    }

    public Known of(long number) {
        return new Known(
                number,
                jdbc.sql("select code from workspace where id = ?")
                        .param(number)
                        .query(String.class)
                        .single());
    }

    public Optional<Long> number(String code) {
        return jdbc.sql("select id from workspace where code = ?")
                .param(code)
                .query(Long.class)
                .optional();
    }

    /** The codes of the workspaces that are reached there. */
    public List<String> at(URI baseUrl) {
        return jdbc.sql("select code from workspace where base_url = ? order by id")
                .param(baseUrl.toString())
                .query(String.class)
                .list();
    }
}
