using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>One operation of the protocol, a row of <see cref="OperationTable"/>: a request carries its row, so that it is looked up once.</summary>
/// <param name="Type">Its number.</param>
/// <param name="IsForClients">Whether a client may ask for it; the rest is the server's own, or part of a multi only (<c>Request.isValid</c>).</param>
/// <param name="Read">What carries it out, if it is a read.</param>
/// <param name="Write">What carries it out, if it becomes a transaction.</param>
internal sealed record Operation(OpCode Type, bool IsForClients, ReadOperation? Read = null, WriteOperation? Write = null);
