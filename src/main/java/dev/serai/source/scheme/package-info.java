/**
 * How senders prove who they are: one small class per scheme, found by name. The door knows only
 * {@link dev.serai.source.scheme.Scheme}.
 */
package dev.serai.source.scheme;
