namespace FlinkZk.Wire.Tests;

/// <summary>Text of others as people see it.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("plain Größe 日本 😀 => '\"\\", "plain Größe 日本 😀 => '\"\\")]
    [InlineData("\u001b]0;title\u0007", @"\u001B]0;title\u0007")]
    [InlineData("\u009b31m\u007f\0", @"\u009B31m\u007F\u0000")]
    [InlineData("\u202aa\u202e\u2066b\u2069\u200e\u200f\u061c", @"\u202Aa\u202E\u2066b\u2069\u200E\u200F\u061C")]
    [InlineData("thre\u200bshold\ufeff\u00ad\u2060", @"thre\u200Bshold\uFEFF\u00AD\u2060")]
    [InlineData("tag\U000E0041", @"tag\uDB40\uDC41")]
    public void What_cannot_be_seen_becomes_visible_and_the_rest_stays(string text, string plain)
    {
        Assert.Equal(plain, PlainText.Of(text));
        Assert.Equal(plain, PlainText.Line(text));
        Assert.Equal(plain, PlainText.Lines(text));
    }

    [Theory]
    [InlineData("a\r\nb\nc\u2028d\u2029e\u0085f\tg", "a b c d e f g", "a\nb\nc\nd\ne\nf\tg")]
    [InlineData("\n\u001b", @" \u001B", "\n\\u001B")]
    public void Line_breaks_are_a_blank_in_one_line_and_stay_in_several(string text, string line, string lines)
    {
        Assert.Equal(line, PlainText.Line(text));
        Assert.Equal(lines, PlainText.Lines(text));
    }

    [Fact]
    public void Half_of_a_pair_is_visible_too() => Assert.Equal(@"half \uD83D of \uDE00", PlainText.Of("half \ud83d of \ude00"));

    [Fact]
    public void A_text_without_is_the_same_object() => Assert.Same("a b", PlainText.Line("a b"));

    [Fact]
    public void A_long_text_is_cut_for_a_log_only()
    {
        var text = new string('x', 5000) + "\u001b";
        Assert.Equal(new string('x', PlainText.Most) + "… (5001 characters)", PlainText.Of(text));
        Assert.Equal(new string('x', 5000) + @"\u001B", PlainText.Line(text));
    }
}
