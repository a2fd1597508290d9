/**
 * Takes out of messages what must not be stored: members by path, members with the names of
 * secrets, and what looks like a secret in text. Each message is looked at a bounded number of
 * times, however hostile it is. No I/O.
 */
package dev.serai.sanitize;
