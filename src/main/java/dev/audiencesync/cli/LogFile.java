package dev.audiencesync.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.audiencesync.ledger.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logging goes to a file in the home, of 10 MB at most and three older ones; the console is for people. Whatever quotes an
 * e-mail, an answer of Intercom's or an exception, it is not in the log.
 */
final class LogFile {
    private static final String EMAIL = "[^\\s<>(),;:=]+@[^\\s<>(),;:]+";
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{36} - "
            + "%replace(%msg%n%ex){'" + EMAIL + "', '[e-mail]'}%nopex";

    private LogFile() {}

    static void open(Home home) {
        home.createPrivateFile(home.log());
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName("home");
        appender.setFile(home.log().toString());
        appender.setEncoder(encoder);
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(home.log() + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(3);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(new FileSize(10 * FileSize.MB_COEFFICIENT));
        trigger.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(trigger);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender("home");
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }
}
