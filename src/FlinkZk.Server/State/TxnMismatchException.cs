namespace FlinkZk.Server.State;

/// <summary>A transaction does not fit the state that it is applied to: log and snapshot do not belong together, or one is damaged.</summary>
internal sealed class TxnMismatchException(string message) : Exception(message);
