/** Values only: identifiers, fields, fingerprints, the person a record asks for, and amounts in words. The bottom room. */
@NullMarked
package dev.audiencesync.person;

import org.jspecify.annotations.NullMarked;
