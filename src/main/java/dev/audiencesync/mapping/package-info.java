/** Record to desired person: values, conditions, identifiers. */
@NullMarked
package dev.audiencesync.mapping;

import org.jspecify.annotations.NullMarked;
