using FlinkZk.Faults.Checks;
using FlinkZk.Faults.Histories;
using static FlinkZk.Faults.Tests.Past;

namespace FlinkZk.Faults.Tests;

public sealed class SharedLockCheckTests
{
    [Fact]
    public void Readers_beside_each_other_are_right() =>
        AssertFound([], SafeShared(0, 1, 10, null), SafeShared(8, 9, 10, null), SafeShared(2, 3, 11, null), SafeShared(20, 21, 11, null));

    [Fact]
    public void A_writer_behind_the_readers_is_right() => AssertFound([], SafeShared(0, 1, 10, null), SafeShared(8, 9, 10, null), SafeShared(9, 10, 11, 1), SafeShared(20, 21, 11, 1));

    [Fact]
    public void A_reader_beside_a_writer_is_found() =>
        AssertFound(["More owners"], SafeShared(0, 1, 10, 1), SafeShared(8, 9, 10, 1), SafeShared(2, 3, 11, null), SafeShared(20, 21, 11, null));

    [Fact]
    public void Three_where_one_allows_two_are_found() => AssertFound(["More owners"],
        SafeShared(0, 1, 10, 3), SafeShared(8, 9, 10, 3), SafeShared(0, 1, 11, 2), SafeShared(8, 9, 11, 2), SafeShared(2, 3, 12, 3), SafeShared(8, 9, 12, 3));

    [Fact]
    public void Who_was_told_while_stopped_may_have_been_told_before_the_next_one() =>
        AssertFound([], SafeShared(0, 1, 10, 1), SafeShared(2, 900, 10, 1), SafeShared(500, 501, 11, 1), SafeShared(600, 601, 11, 1));

    private static void AssertFound(string[] expected, params Operation[] history) => Found.Assert(expected, SharedLockCheck.Find(history));
}
