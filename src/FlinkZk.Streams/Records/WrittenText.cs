namespace FlinkZk.Streams.Records;

/// <summary>How a column's value was written. 1.1 and 1.10 are one number and two texts: a key is what is written, unless its type is declared.</summary>
/// <param name="Column">The column's place.</param>
/// <param name="Text">The text.</param>
/// <param name="Next">Another column's; null = no more.</param>
internal sealed record WrittenText(int Column, string Text, WrittenText? Next)
{
    /// <summary>The text of a column; null where it is not known.</summary>
    public static string? Of(WrittenText? first, int column)
    {
        for (var text = first; text is not null; text = text.Next)
        {
            if (text.Column == column)
                return text.Text;
        }

        return null;
    }
}
