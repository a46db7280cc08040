<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the status page. Its model is the request attribute "view", made by StatusView: maps, lists and texts. None of
  the texts is escaped yet. The part's id is ours, not the request's.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-status.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="status.title"/></title>
  <meta name="pageID" content="federationsuite-status"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<p><fmt:message key="status.intro"/></p>

<c:choose>
<c:when test="${not view.running}">
  <p><fmt:message key="status.not-running"/></p>
</c:when>
<c:otherwise>

  <div class="jive-contentBoxHeader"><fmt:message key="status.parts.title"/></div>
  <div class="jive-contentBox">
    <table class="federationsuite">
      <thead>
      <tr>
        <th><fmt:message key="status.parts.part"/></th>
        <th><fmt:message key="status.parts.state"/></th>
        <th><fmt:message key="status.parts.switch"/></th>
      </tr>
      </thead>
      <tbody>
      <c:forEach items="${view.parts}" var="part">
        <tr id="part-<c:out value="${part.id}"/>">
          <td>
            <strong><fmt:message key="part.${part.id}.name"/></strong>
            <p><fmt:message key="part.${part.id}.description"/></p>
          </td>
          <td>
            <span class="federationsuite-<c:out value="${part.state}"/>"><fmt:message key="status.state.${part.state}"/></span>
            <c:if test="${not empty part.trouble}"><p><c:out value="${part.trouble}"/></p></c:if>
          </td>
          <td>
            <form action="federationsuite-status.jsp" method="post">
              <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
              <input type="hidden" name="action" value="switch"/>
              <input type="hidden" name="part" value="<c:out value="${part.id}"/>"/>
              <input type="hidden" name="on" value="<c:out value="${not part.on}"/>"/>
              <button type="submit">
                <c:choose>
                  <c:when test="${part.on}"><fmt:message key="status.switch.off"/></c:when>
                  <c:otherwise><fmt:message key="status.switch.on"/></c:otherwise>
                </c:choose>
              </button>
            </form>
          </td>
        </tr>
      </c:forEach>
      </tbody>
    </table>
  </div>

  <div class="jive-contentBoxHeader"><fmt:message key="status.checks.title"/></div>
  <div class="jive-contentBox">
    <p><fmt:message key="status.checks.intro"/></p>
    <c:choose>
    <c:when test="${empty view.checks}">
      <p><fmt:message key="status.checks.none"/></p>
    </c:when>
    <c:otherwise>
      <table class="federationsuite">
        <thead>
        <tr>
          <th><fmt:message key="status.checks.peer"/></th>
          <th><fmt:message key="status.checks.outcome"/></th>
          <th><fmt:message key="status.checks.finding"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.checks}" var="check">
          <tr>
            <td><c:out value="${check.peer}"/></td>
            <td><span class="federationsuite-<c:out value="${check.outcome}"/>"><fmt:message key="status.outcome.${check.outcome}"/></span></td>
            <td>
              <c:out value="${check.message}"/>
              <c:if test="${not empty check.remedy}"><p><c:out value="${check.remedy}"/></p></c:if>
            </td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
    </c:otherwise>
    </c:choose>
    <form action="federationsuite-status.jsp" method="post">
      <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
      <input type="hidden" name="action" value="check"/>
      <button type="submit"><fmt:message key="status.checks.again"/></button>
    </form>
  </div>

</c:otherwise>
</c:choose>

</body>
</html>
