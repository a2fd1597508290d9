/**
 * From a sender's own message to CloudEvents, declared in one file per system under {@code
 * normalizers/}.
 */
package dev.serai.normalize;
