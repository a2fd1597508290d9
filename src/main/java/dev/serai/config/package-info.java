/**
 * {@code connectors.yaml} as validated records. Each key is declared once, with its type, default
 * and meaning; reading, messages and the reference page come from that declaration. A mistake is
 * told with file, line, what is known there and the way out, all mistakes at once.
 */
package dev.serai.config;
