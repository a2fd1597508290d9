/**
 * What operators see: metrics, health, and the management port that serves them. It reads the other
 * rooms and changes nothing in them.
 */
package dev.serai.observe;
