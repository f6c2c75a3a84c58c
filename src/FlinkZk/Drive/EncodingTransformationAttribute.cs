using System.Management.Automation;

namespace FlinkZk;

/// <summary>Takes an encoding by the names that PowerShell's own -Encoding has.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => EncodingNames.Find(inputData is PSObject wrapped ? wrapped.BaseObject : inputData);
}
