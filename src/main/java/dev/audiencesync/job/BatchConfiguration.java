package dev.audiencesync.job;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * The Spring Boot application: Spring Batch on the store's data source. Steps and jobs are built for each run, since each
 * has a definition of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BatchConfiguration {}
