package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  private final Names names = new Names();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 95, 96, 97, 1_000})
  void each_of_many_names_is_new_once(int count) {
    List<String> all = IntStream.range(0, count).mapToObj(i -> "name_" + i).toList();

    assertThat(all).allMatch(names::add);
    assertThat(all).noneMatch(name -> names.add(new String(name.toCharArray())));
  }

  @Test
  void names_of_one_hash_are_told_apart() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    assertThat(names.add("Aa")).isTrue();
    assertThat(names.add("BB")).isTrue();
    assertThat(names.add("BB")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 200})
  void nothing_is_left_for_the_next_object(int count) {
    IntStream.range(0, count).forEach(i -> names.add("name_" + i));

    names.clear();

    assertThat(names.add("name_0")).isTrue();
  }
}
