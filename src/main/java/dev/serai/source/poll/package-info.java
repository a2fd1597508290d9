/**
 * Polls feeds and HTTP APIs and hands each new entry to the same handlers that webhooks go to. What
 * it remembers, and when, is asked of {@link dev.serai.source.poll.PollMemory}.
 */
package dev.serai.source.poll;
