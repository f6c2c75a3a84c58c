namespace FlinkZk.Streams.Windows;

/// <summary>Where results of <see cref="FastWindows"/> go.</summary>
internal interface IFastOutput
{
    /// <summary>A window has fired for a key.</summary>
    /// <param name="window">The window.</param>
    /// <param name="id">The number of the key in it.</param>
    void OnResult(FastWindow window, int id);
}
