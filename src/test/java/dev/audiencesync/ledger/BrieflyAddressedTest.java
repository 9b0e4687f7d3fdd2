package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class BrieflyAddressedTest {
    private static final String SERVICES = "org.postgresql.pgservicefile";

    @Test
    void saysWhatDiffersFromTheDriversDefaultsAlone() {
        PGSimpleDataSource server = parsed("jdbc:postgresql://db:5433/store?currentSchema=a%26b&prepareThreshold=5");
        server.setConnectTimeout(7);

        String address = new BrieflyAddressed(server).address();

        assertThat(address).startsWith("jdbc:postgresql://db:5433/store?").hasSizeLessThan(120);
        assertThat(address.split("[?&]"))
                .contains("connectTimeout=7", "currentSchema=a%26b")
                .doesNotContain("prepareThreshold=5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/store",
                "jdbc:postgresql:store",
                "jdbc:postgresql://[::1]:5433,other/store?targetServerType=primary&user=u&password=p",
                "jdbc:postgresql://db/st%26re?ApplicationName=a+b%3D&options=-c%20work_mem%3D9MB&sslmode=require&socketTimeout=3"
            })
    void meansWhatTheLongOneMeans(String address) {
        PGSimpleDataSource usual = parsed(address);

        PGSimpleDataSource again = parsed(new BrieflyAddressed(usual).address());

        assertThat(again.getURL()).isEqualTo(usual.getURL());
    }

    @Test
    void aDefaultThatTakesThePlaceOfAServicesSettingStays(@TempDir Path folder) throws IOException {
        Path services = Files.writeString(folder.resolve("services"), "[nightly]\nhost=db\nsslmode=require\n");
        System.setProperty(SERVICES, services.toString());
        try {
            PGSimpleDataSource usual = parsed("jdbc:postgresql:///store?service=nightly&sslmode=prefer");

            assertThat(parsed(new BrieflyAddressed(usual).address()).getSslmode())
                    .isEqualTo(usual.getSslmode())
                    .isEqualTo("prefer");
        } finally {
            System.clearProperty(SERVICES);
        }
    }

    private static PGSimpleDataSource parsed(String address) {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setURL(address);
        return server;
    }
}
