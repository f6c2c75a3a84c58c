using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;
using FlinkZk.Cmdlets;

namespace FlinkZk;

/// <summary>What New-PSDrive takes beside its own: the parameters of Connect-Zk that say how to connect, as they stand there. The servers are in -Root, the digest identity is -Credential.</summary>
internal static class NewDriveParameters
{
    private static readonly PropertyInfo[] Properties = Array.ConvertAll(
        [
            nameof(ZkOpenCmdlet.SessionTimeout), nameof(ZkOpenCmdlet.Timeout), nameof(ZkOpenCmdlet.Sasl), nameof(ZkOpenCmdlet.Auth),
            nameof(ZkOpenCmdlet.Tls), nameof(ZkOpenCmdlet.CaPath), nameof(ZkOpenCmdlet.Certificate), nameof(ZkOpenCmdlet.CertificatePassword),
            nameof(ZkOpenCmdlet.CreateRoot), nameof(ZkOpenCmdlet.ReadOnly), nameof(ZkOpenCmdlet.TracePath),
        ],
        static name => typeof(ZkOpenCmdlet).GetProperty(name)!);

    public static RuntimeDefinedParameterDictionary Make()
    {
        var made = new RuntimeDefinedParameterDictionary();
        foreach (var property in Properties)
        {
            // The sets are those of Connect-Zk; here there is one.
            var attributes = property.GetCustomAttributes(inherit: true).OfType<Attribute>().Where(static attribute => attribute is not ParameterAttribute);
            made.Add(property.Name, new(property.Name, property.PropertyType, new Collection<Attribute>([new ParameterAttribute(), .. attributes])));
        }
        return made;
    }

    public static SessionParameters Read(object? given, string servers, PSCredential? credential, Func<string?, string?> fullPath)
    {
        using var connect = new Opening
        {
            // New-PSDrive without -Credential hands over an empty one.
            Credential = credential is null || credential == PSCredential.Empty || string.IsNullOrEmpty(credential.UserName) ? null : credential,
        };
        foreach (var property in Properties)
        {
            if (given is RuntimeDefinedParameterDictionary parameters && parameters.TryGetValue(property.Name, out var parameter) && parameter.IsSet)
                property.SetValue(connect, parameter.Value);
        }
        return connect.Parameters(servers, fullPath);
    }

    // Holds the values; nobody runs it.
    private sealed class Opening : ZkOpenCmdlet
    {
        protected override void Process() => throw new NotSupportedException();
    }
}
