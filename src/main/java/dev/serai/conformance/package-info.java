/**
 * The contract of a binding as checks, one class for each promise of {@link dev.serai.bus.Binding}.
 * The build runs them on every broker, and {@code serai conformance} on a broker of the user's.
 */
package dev.serai.conformance;
