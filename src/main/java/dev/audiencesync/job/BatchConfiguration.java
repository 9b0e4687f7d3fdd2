package dev.audiencesync.job;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The Spring Boot application: Spring Batch on the store's data source. Steps and jobs are built for each run, since each
 * has a definition of its own. Of Boot's configurations it names those it needs: looking for others is most of a start.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({BatchJdbcAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class})
class BatchConfiguration {

    /** Starts it; the data source stays the caller's to close. */
    static ConfigurableApplicationContext start(DataSource dataSource) {
        return new SpringApplicationBuilder(BatchConfiguration.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(
                                "dataSource",
                                DataSource.class,
                                () -> dataSource,
                                bean -> bean.setDestroyMethodName("")))
                .run();
    }
}
