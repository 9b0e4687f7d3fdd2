/** Client for Intercom's Contacts API and Users API: calls, errors, pacer, retry. */
@NullMarked
package dev.audiencesync.intercom;

import org.jspecify.annotations.NullMarked;
