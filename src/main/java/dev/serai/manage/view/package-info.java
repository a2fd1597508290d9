/**
 * What operators see and ask, in JSON: the same records for the management API and the command
 * line. Names are promised; members may be added.
 */
package dev.serai.manage.view;
