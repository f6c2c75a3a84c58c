using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>Sentences for ZooKeeper's error numbers.</summary>
internal static class ErrorText
{
    /// <summary>The exception for an error that the server answered.</summary>
    public static ZkException ToException(ErrorCode code, OpCode type, string? path) =>
        new(code, $"{Name(type, path)} failed: {Describe(code, type, path)} ({(Enum.IsDefined(code) ? code : "error")} {(int)code})", path) { IsOfCreate = IsCreate(type) };

    public static bool IsCreate(OpCode type) => type is OpCode.Create or OpCode.Create2 or OpCode.CreateContainer or OpCode.CreateTtl;

    /// <summary>The request, for a message: <c>setData of '/a'</c>.</summary>
    public static string Name(OpCode type, string? path) => path is null ? ToWireName(type) : $"{ToWireName(type)} of '{path}'";

    private static string Describe(ErrorCode code, OpCode type, string? path) =>
        code != ErrorCode.NoNode ? Describe(code) : IsCreate(type) && path is not null && ZnodePath.Parent(path) is { } parent ? $"its parent '{parent}' does not exist" : "the node does not exist";

    public static string Describe(ErrorCode code) => code switch
    {
        ErrorCode.NoNode => "the node does not exist",
        ErrorCode.NodeExists => "the node exists already",
        ErrorCode.NotEmpty => "the node has children",
        ErrorCode.BadVersion => "the node has another version than expected: someone changed it",
        ErrorCode.NoAuth => "this session's identities lack the permission",
        ErrorCode.InvalidAcl => "the access control list is not valid, or names 'auth' without an identity",
        ErrorCode.NoChildrenForEphemerals => "an ephemeral node cannot have children",
        ErrorCode.EphemeralOnLocalSession => "a local session cannot own ephemeral nodes",
        ErrorCode.BadArguments => "the server does not accept the arguments",
        ErrorCode.Unimplemented => "the server does not know this operation, or it is switched off there (TTL nodes need extendedTypesEnabled)",
        ErrorCode.NotReadOnly => "the server is read-only at present",
        ErrorCode.QuotaExceeded => "it would exceed a quota",
        ErrorCode.ThrottledOp => "the server sheds load; try again later",
        ErrorCode.SessionExpired => "the session is over",
        ErrorCode.SessionMoved => "the session lives on another server now",
        ErrorCode.AuthFailed => "the server refused the identity",
        ErrorCode.NoWatcher => "there is no such watch",
        ErrorCode.ReconfigDisabled => "reconfiguration is switched off on the server",
        ErrorCode.ReconfigInProgress => "another reconfiguration is under way",
        ErrorCode.NewConfigNoQuorum => "no quorum of the new configuration is in touch",
        ErrorCode.ConnectionLoss => "the connection was lost",
        _ => "the server answered with an error",
    };

    private static string ToWireName(OpCode type) => type switch
    {
        OpCode.Create2 => "create",
        OpCode.GetChildren2 => "getChildren",
        _ => Enum.IsDefined(type) ? char.ToLowerInvariant(type.ToString()[0]) + type.ToString()[1..] : $"operation {(int)type}",
    };
}
