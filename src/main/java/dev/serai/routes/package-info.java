/**
 * Route files: finding, checking and reloading them. A saved file is live within a second; a broken
 * one changes nothing, and other routes never notice. Knows Camel, and no other room.
 */
package dev.serai.routes;
