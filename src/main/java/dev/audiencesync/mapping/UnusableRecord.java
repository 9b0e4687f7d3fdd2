package dev.audiencesync.mapping;

/** Why a record cannot be used. */
record UnusableRecord(String code, String reason) {}
