namespace FlinkZk.Streams.Connectors;

/// <summary>Why a record could not be split into fields.</summary>
/// <param name="Id">What kind of mistake it is.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Action">What to do about it.</param>
/// <param name="Text">The record's beginning.</param>
internal sealed record FieldError(StreamErrorId Id, string Message, string Action, string Text);
