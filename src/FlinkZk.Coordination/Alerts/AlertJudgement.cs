namespace FlinkZk.Coordination;

/// <summary>What a look says of an alert.</summary>
/// <param name="Holds">Whether it is as is watched for.</param>
/// <param name="Message">What was seen.</param>
/// <param name="Since">Since when it has been so, where that is known; else it counts from when it was seen.</param>
internal readonly record struct AlertJudgement(bool Holds, string Message, DateTimeOffset? Since = null);
