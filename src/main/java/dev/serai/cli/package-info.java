/**
 * The command line. A command reads the ledger directly, also beside a running hub, and changes it
 * through the running hub or, when none runs, by itself. Results go to standard output, messages to
 * standard error.
 */
package dev.serai.cli;
