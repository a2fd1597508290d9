package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2018-04-05T03:56:24Z",
        "2018-04-26T14:48:09+02:00",
        "2018-04-26T14:48:00-09:30",
        "2018-04-26T14:48:09.1234Z",
        "2018-04-26T14:48:09.000000001Z",
        "0000-02-29T00:00:00Z",
        "9999-12-31T23:59:59.999999999+18:00"
      })
  void a_timestamp_is_written_as_it_was_read(String text) {
    assertThat(Rfc3339.format(Rfc3339.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2018-04-05t03:56:24z, 2018-04-05T03:56:24Z",
    "2018-04-05T03:56:24.10Z, 2018-04-05T03:56:24.1Z",
    "2018-04-05T03:56:24-00:00, 2018-04-05T03:56:24Z",
    "2018-04-05T03:56:24.1234567899Z, 2018-04-05T03:56:24.123456789Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "1990-12-31T15:59:60-08:00, 1990-12-31T16:00:00-08:00"
  })
  void other_spellings_of_a_timestamp_are_read_too(String text, String written) {
    assertThat(Rfc3339.format(Rfc3339.parse(text))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "X, 0",
    "2018-04-05, 10",
    "2018-04-05 03:56:24Z, 10",
    "2018-04-05T03:56Z, 16",
    "2018-04-05T03:56:24, 19",
    "2018-04-05T03:56:24.Z, 20",
    "'2018-04-05T03:56:24,5Z', 19",
    "2018-04-05T03:56:24+05, 22",
    "2018-04-05T03:56:24+0500, 22",
    "2018-04-05T03:56:24+25:00, 20",
    "2018-04-05T03:56:24+23:59, 20",
    "2018-04-05T03:56:24+05:60, 20",
    "2018-04-05T03:56:24ZZ, 20",
    "2018-04-05T12:00:60Z, 17",
    "2018-02-29T00:00:00Z, 0",
    "2018-13-01T00:00:00Z, 0",
    "2018-04-05T24:00:00Z, 0",
    "+2018-04-05T03:56:24Z, 0",
    "２018-04-05T03:56:24Z, 0"
  })
  void what_is_no_rfc_3339_is_refused_at_the_first_wrong_character(String text, int index) {
    assertThatExceptionOfType(DateTimeParseException.class)
        .isThrownBy(() -> Rfc3339.parse(text))
        .satisfies(e -> assertThat(e.getErrorIndex()).isEqualTo(index));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+12018-04-05T03:56:24Z", "-0001-04-05T03:56:24Z", "2018-04-05T03:56:24+05:00:30"})
  void times_that_rfc_3339_cannot_write_are_refused(String iso) {
    OffsetDateTime time = OffsetDateTime.parse(iso);

    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Rfc3339.format(time));
  }

  @Test
  void seconds_are_written_even_when_they_are_zero() {
    assertThat(Rfc3339.format(OffsetDateTime.parse("2018-04-05T17:31Z")))
        .isEqualTo("2018-04-05T17:31:00Z");
  }
}
