/**
 * The sandbox: a stateful simulator of Intercom's HTTP API, on loopback. It depends on nothing else of this
 * project, so that a mistake of the client cannot be hidden by sharing it.
 *
 * <p>A request passes one {@code Pipeline} (token, rate limit, version, route, journal, answer). {@code Routes} is the
 * table of calls; {@code State} holds what is, {@code Store} guards it and journals every change before it counts;
 * {@code SearchIndex} is what search sees, which may lag behind.
 */
@NullMarked
package dev.audiencesync.sandbox;

import org.jspecify.annotations.NullMarked;
