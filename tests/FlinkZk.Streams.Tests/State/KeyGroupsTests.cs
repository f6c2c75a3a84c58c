using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Tests.State;

/// <summary>The figures come from Flink's own <c>KeyGroupRangeAssignment</c>, 128 key groups.</summary>
public sealed class KeyGroupsTests
{
    [Theory]
    [InlineData("", 94)]
    [InlineData("a", 81)]
    [InlineData("flink", 98)]
    [InlineData("user-1", 121)]
    [InlineData("user-2", 22)]
    [InlineData(42, 29)]
    [InlineData(1000L, 7)]
    [InlineData(-1, 80)]
    [InlineData(3.5, 47)]
    [InlineData(true, 77)]
    public void A_key_has_the_key_group_that_it_has_in_Flink(object key, int keyGroup)
    {
        var hash = key is int n ? JavaHash.Of(n) : Keys.Hash(key);
        Assert.Equal(keyGroup, KeyGroups.ForHash(hash, 128));
    }

    [Fact]
    public void Equal_decimals_have_equal_hashes() => Assert.Equal(Keys.Hash(1.0m), Keys.Hash(1.00m));

    public static TheoryData<object, object> Normal => new()
    {
        { 7, 7L },
        { (byte)7, 7L },
        { 7UL, 7L },
        { 1.5f, 1.5 },
        { 'x', "x" },
        { DayOfWeek.Monday, "Monday" },
        { new DateTime(2001, 1, 1), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc) },
        { new DateTimeOffset(2001, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc) },
    };

    [Theory]
    [MemberData(nameof(Normal))]
    public void Values_of_different_types_that_mean_the_same_are_one_key(object value, object key)
    {
        Assert.True(Keys.TryNormalize(value, out var actual));
        Assert.Equal(key, actual);
        Assert.Equal(key.GetType(), actual.GetType());
    }

    [Fact]
    public void An_object_of_no_known_type_is_no_key() => Assert.False(Keys.TryNormalize(new object(), out _));
}
