using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Tests.Time;

public sealed class TimestampReaderTests
{
    /// <summary>2001-01-31T06:55:12.345Z.</summary>
    private const long Moment = 980_924_112_345;

    [Theory]
    [InlineData("2001-01-31T06:55:12.345Z", Moment)]
    [InlineData("2001-01-31T06:55:12.345", Moment)]
    [InlineData("2001-01-31 06:55:12.345", Moment)]
    [InlineData("2001/01/31 06:55:12.345", Moment)]
    [InlineData("2001-01-31 06:55:12,345", Moment)]
    [InlineData("2001-01-31t06:55:12.345z", Moment)]
    [InlineData("2001-01-31T07:55:12.345+01:00", Moment)]
    [InlineData("2001-01-31T07:55:12.345+0100", Moment)]
    [InlineData("2001-01-31T07:55:12.345+01", Moment)]
    [InlineData("2001-01-31T01:25:12.345 -05:30", Moment)]
    [InlineData("  2001-01-31T06:55:12.345Z ", Moment)]
    [InlineData("2001-01-31T06:55:12.3459999Z", Moment)]
    [InlineData("2001-01-31T06:55:12Z", Moment - 345)]
    [InlineData("2001-01-31T06:55", Moment - 12_345)]
    [InlineData("2001/01/31", Moment - 12_345 - ((6 * 60) + 55) * 60_000)]
    [InlineData("1969-12-31T23:59:59.999Z", -1)]
    [InlineData("2000-02-29", 951_782_400_000)]
    [InlineData("0001-01-01T00:00:00Z", EpochTime.Min)]
    [InlineData("9999-12-31T23:59:59.999Z", EpochTime.Max)]
    [InlineData("980924112345", Moment)]
    [InlineData("-1", -1)]
    [InlineData("0", 0)]
    public void Text_is_ISO_8601_in_UTC_or_epoch_milliseconds(string text, long milliseconds)
    {
        Assert.True(new TimestampReader().TryRead(text, out var actual));
        Assert.Equal(milliseconds, actual);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2001-02-29")]
    [InlineData("2001-13-01")]
    [InlineData("2001-01-00")]
    [InlineData("0000-01-01")]
    [InlineData("2001-1-1")]
    [InlineData("2001-01/31")]
    [InlineData("2001-01-31T24:00")]
    [InlineData("2001-01-31T23:60")]
    [InlineData("2001-01-31T23:59:60")]
    [InlineData("2001-01-31T23")]
    [InlineData("2001-01-31T23:59:59.")]
    [InlineData("2001-01-31T23:59:59+1")]
    [InlineData("2001-01-31T23:59:59+19:00")]
    [InlineData("2001-01-31T23:59:59Zulu")]
    [InlineData("2001-01-31X23:59")]
    [InlineData("01/31/2001")]
    // A year, a date, a date with time? Only a format can say.
    [InlineData("2001")]
    [InlineData("20010131")]
    [InlineData("20010131065512")]
    [InlineData("12.5")]
    [InlineData("253402300800000")]
    [InlineData("99999999999999999999")]
    public void Text_that_is_no_time_or_could_be_several_is_refused(string text) =>
        Assert.False(new TimestampReader().TryRead(text, out _));

    [Theory]
    [InlineData("31.01.2001 06:55:12", "dd.MM.yyyy HH:mm:ss", Moment - 345)]
    [InlineData("20010131065512", "yyyyMMddHHmmss", Moment - 345)]
    [InlineData("31/Jan/2001:07:55:12 +0100", "dd/MMM/yyyy:HH:mm:ss zzz", Moment - 345)]
    public void A_format_reads_the_rest_and_no_zone_is_UTC(string text, string format, long milliseconds)
    {
        Assert.True(new TimestampReader(format).TryRead(text, out var actual));
        Assert.Equal(milliseconds, actual);
        Assert.False(new TimestampReader(format).TryRead("2001-01-31T06:55:12Z", out _));
    }

    public static TheoryData<object, long> Objects => new()
    {
        { Moment, Moment },
        { 5, 5 },
        { (byte)5, 5 },
        { 5UL, 5 },
        { 1e12, 1_000_000_000_000 },
        { 5m, 5 },
        { new DateTime(2001, 1, 31, 6, 55, 12, 345, DateTimeKind.Utc), Moment },
        { new DateTime(2001, 1, 31, 6, 55, 12, 345, DateTimeKind.Unspecified), Moment },
        { new DateTime(2001, 1, 31, 6, 55, 12, 345, DateTimeKind.Utc).ToLocalTime(), Moment },
        { new DateTimeOffset(2001, 1, 31, 7, 55, 12, 345, TimeSpan.FromHours(1)), Moment },
        { new DateOnly(1970, 1, 2), 86_400_000 },
        // Before 1970 too, parts of a millisecond are cut off towards the past.
        { DateTime.UnixEpoch.AddTicks(-1), -1 },
        { DateTime.UnixEpoch.AddTicks(9_999), 0 },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public void Integers_are_epoch_milliseconds_and_times_of_unspecified_kind_are_UTC(object value, long milliseconds)
    {
        Assert.True(new TimestampReader().TryRead(value, out var actual));
        Assert.Equal(milliseconds, actual);
    }

    public static TheoryData<object> NoTimes => [1.5, 1.5m, double.NaN, true, TimeSpan.Zero, long.MaxValue, long.MinValue, EpochTime.Max + 1, 1_700_000_000_000_000_000L, new object()];

    [Theory]
    [MemberData(nameof(NoTimes))]
    public void Values_that_are_no_time_or_lie_outside_the_years_1_to_9999_are_refused(object value) =>
        Assert.False(new TimestampReader().TryRead(value, out _));
}
