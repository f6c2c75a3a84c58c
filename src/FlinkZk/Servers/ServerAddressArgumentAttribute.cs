using System.Management.Automation;

namespace FlinkZk;

/// <summary>Takes a server of this process, or a session, for the connection string that it has: the text of the object says more than that.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ServerAddressArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (LanguagePrimitives.GetEnumerable(inputData) is not { } several)
            return Read(inputData);
        var read = new List<object>();
        foreach (var item in several)
            read.Add(Read(item));
        return read.ToArray();
    }

    private static object Read(object item) => (item is PSObject wrapped ? wrapped.BaseObject : item) switch
    {
        ZkEmbeddedServer server => server.ConnectionString,
        ZkSession session => session.ConnectionString,
        _ => item,
    };
}
