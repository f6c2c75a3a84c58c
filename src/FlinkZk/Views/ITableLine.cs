namespace FlinkZk.Views;

/// <summary>What <see cref="LineTable"/> writes as a line.</summary>
internal interface ITableLine
{
    /// <summary>Name, text and width of each column; a negative width means to the right, as numbers are.</summary>
    /// <param name="width">The room that there is.</param>
    IReadOnlyList<(string Name, string Text, int Width)> Columns(int width);
}
