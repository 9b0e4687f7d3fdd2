package dev.audiencesync.intercom;

import org.springframework.http.HttpHeaders;

/** An answer as it came off the wire, whole. */
record HttpAnswer(int status, HttpHeaders headers, String body) {}
