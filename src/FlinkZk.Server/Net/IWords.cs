namespace FlinkZk.Server.Net;

/// <summary>What answers the words that monitoring sends instead of a frame.</summary>
internal interface IWords
{
    /// <summary>The answer to a word; one that is not on the list of those allowed is told so.</summary>
    /// <param name="bytes">Four bytes that may be one.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="refused">The word, if it is not allowed.</param>
    /// <returns>Whether <paramref name="bytes"/> are a word at all.</returns>
    bool TryAnswer(ReadOnlySpan<byte> bytes, out string answer, out string? refused);
}
