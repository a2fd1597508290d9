package dev.serai.hub;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * How a hub is started.
 *
 * @param config {@code connectors.yaml}
 * @param routes folder of route files; need not exist
 * @param data folder for the ledger and what else the hub keeps; made if absent
 * @param port of the door instead of the configured one; 0 for any free one
 * @param managementPort instead of the configured one; 0 for any free one
 * @param env gives an environment variable, or null
 */
public record HubOptions(
    Path config,
    Path routes,
    Path data,
    OptionalInt port,
    OptionalInt managementPort,
    Function<String, String> env) {}
