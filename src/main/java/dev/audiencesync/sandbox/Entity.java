package dev.audiencesync.sandbox;

/** What a workspace consists of and the state file records. */
sealed interface Entity permits Contact, Tag, Attribute {}
