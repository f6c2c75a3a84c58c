namespace FlinkZk;

/// <summary>
/// What the exceptions of one room mean at the prompt: id, category, message, what to do. A new room brings its own and is named in <see cref="ErrorMapper"/>.
/// </summary>
internal interface IErrorTable
{
    /// <summary>The explanation; null for an exception that is not of this room.</summary>
    FlinkZkException? Explain(Exception exception);
}
