namespace FlinkZk.Clusters.Sql;

/// <summary>A statement of a script.</summary>
/// <param name="Text">What is sent: the statement without its semicolon. Blank lines and blanks stand in front of it, so that the positions in Flink's errors are those of the script.</param>
/// <param name="Line">The line of the script that it begins in, from 1.</param>
/// <param name="Title">Its first words, which hold no values: <c>CREATE TABLE</c>.</param>
public sealed record SqlStatement(string Text, int Line, string Title);
